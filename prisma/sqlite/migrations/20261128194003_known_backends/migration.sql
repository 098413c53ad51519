PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- CreateTable
CREATE TABLE "KnownBackend" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "definition" TEXT NOT NULL,
    "changedAt" DATETIME NOT NULL
);

COMMIT;
PRAGMA foreign_keys = ON;
