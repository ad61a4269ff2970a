"""What can happen to reports and files."""

from timpora.foundation.events import Kind

REPORTS_RECEIVED = Kind("reports.received")
REPORT_OPENED = Kind("report.opened", is_read=True)
REPORT_MARKED_READ = Kind("report.marked_read")
REPORTER_READ = Kind("report.reporter_read", is_read=True)
REPORT_CLOSED = Kind("report.closed")

BATCH_PREVIEWED = Kind("batch.previewed")
BATCHES_ACCEPTED = Kind("batches.accepted")
BATCHES_UNDONE = Kind("batches.undone")
BATCH_OPENED = Kind("batch.opened", is_read=True)
REJECTS_TAKEN = Kind("batch.rejects_taken", is_read=True)
