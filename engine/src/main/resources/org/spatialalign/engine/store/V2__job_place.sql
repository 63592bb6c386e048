-- Waiting jobs start in the order of their place: that of their submission until somebody moves one.
ALTER TABLE job ADD COLUMN place REAL NOT NULL DEFAULT 0;
UPDATE job SET place = id;
