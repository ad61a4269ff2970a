"""The PostgreSQL server that comes with the program, shared by every program of one data folder.

`ensure_server()` starts it or joins it; the last program out stops it. It never listens on the network,
knows nothing of Django or of tables, and is not used at all where `DATABASE_URL` names another server.
"""

from timpora.embedded.errors import EmbeddedServerError
from timpora.embedded.server import Server, ensure_server

__all__ = ["EmbeddedServerError", "Server", "ensure_server"]
