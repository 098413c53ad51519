PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- CreateTable
CREATE TABLE "SetupLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

COMMIT;
PRAGMA foreign_keys = ON;
