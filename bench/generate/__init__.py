"""Makes an invented country's data by COPY into a data folder of its own."""
