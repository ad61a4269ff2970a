"""What can happen to totals."""

from timpora.foundation.events import Kind

SHEETS_DRAWN = Kind("sheet.drawn")
SHEET_TAKEN = Kind("sheet.taken", is_read=True)
NIL_DECLARED = Kind("nil.declared")
ARRIVALS_DRAWN = Kind("arrivals.drawn")
BATCH_RETURNED = Kind("batch.returned", is_read=True)
OWN_REPORT_FILLED = Kind("own_report.filled", is_read=True)
