"""What can happen to offices and to the figures about an area."""

from timpora.foundation.events import Kind

OFFICE_CHANGED = Kind("office.changed")
FIGURE_TOLD = Kind("workload.told")
