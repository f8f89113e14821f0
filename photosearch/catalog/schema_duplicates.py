"""Tables for duplicates: what a second look has found, and what a person has said of pairs.

A second look depends on nothing but the two pictures and the code that looks (``version``), so its
rows stay true whatever happens to files, metric and index. In both tables the lower photo id comes
first.
"""

from __future__ import annotations

SCHEMA_DUPLICATES = """
-- Derived.
CREATE TABLE second_look (
  first_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  second_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  numbers BLOB NOT NULL,            -- float32 little-endian (see photosearch.imaging.alignment)
  PRIMARY KEY (first_id, second_id),
  CHECK (first_id < second_id)
) WITHOUT ROWID;
CREATE INDEX second_look_second ON second_look (second_id);

-- Derived: whether two pictures are the same, pixel by pixel.
CREATE TABLE pixel_comparison (
  first_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  second_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  same INTEGER NOT NULL CHECK (same IN (0, 1)),
  PRIMARY KEY (first_id, second_id),
  CHECK (first_id < second_id)
) WITHOUT ROWID;
CREATE INDEX pixel_comparison_second ON pixel_comparison (second_id);

CREATE TABLE duplicate_answer (
  first_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  second_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  duplicates INTEGER NOT NULL CHECK (duplicates IN (0, 1)),
  said_at REAL NOT NULL,
  PRIMARY KEY (first_id, second_id),
  CHECK (first_id < second_id)
) WITHOUT ROWID;
CREATE INDEX duplicate_answer_second ON duplicate_answer (second_id);
"""
