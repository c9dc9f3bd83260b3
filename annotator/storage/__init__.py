"""SQLAlchemy: engine, rows, repositories, unit of work, migrations."""
