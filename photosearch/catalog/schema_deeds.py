"""Tables of what was moved to the trash, step by step.

A deed outlives the folder, the place and the undo step that it came from: as long as its files lie
in the trash, it says where they belong. So it refers to nothing by a foreign key but its own parts.
"""

from __future__ import annotations

SCHEMA_DEEDS = """
CREATE TABLE disposal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at REAL NOT NULL,
  summary TEXT NOT NULL,
  journal_id INTEGER                -- NULL until a first deed of it was done
);
CREATE TABLE deed (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  disposal_id INTEGER NOT NULL REFERENCES disposal (id) ON DELETE CASCADE,
  step TEXT NOT NULL
    CHECK (step IN ('intent', 'moved', 'verified', 'done', 'returning', 'undone')),
  kind TEXT NOT NULL CHECK (kind IN ('trash', 'aside', 'system')),
  at REAL NOT NULL,
  photo_id INTEGER,
  stem BLOB NOT NULL,               -- of its stack, within the root; empty where it is in none
  root_id INTEGER NOT NULL,
  root_path BLOB NOT NULL,          -- where the root lay then
  keeper_root BLOB NOT NULL,
  keeper_path BLOB NOT NULL,        -- within that root
  keeper_sha256 BLOB NOT NULL
);
CREATE INDEX deed_disposal ON deed (disposal_id);
CREATE INDEX deed_photo ON deed (photo_id);
CREATE INDEX deed_open ON deed (step) WHERE step NOT IN ('done', 'undone');
CREATE TABLE deed_file (
  deed_id INTEGER NOT NULL REFERENCES deed (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  location_id INTEGER,              -- NULL for a sidecar
  file_id INTEGER,
  relative_path BLOB NOT NULL,
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  place BLOB NOT NULL,              -- in the trash; empty while the system has not told it
  PRIMARY KEY (deed_id, position)
) WITHOUT ROWID;
"""
