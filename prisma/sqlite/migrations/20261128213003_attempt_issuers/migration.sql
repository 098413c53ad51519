PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN "issuer" TEXT;

-- CreateTable
CREATE TABLE "VersionCounter" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "last" INTEGER NOT NULL
);

COMMIT;
PRAGMA foreign_keys = ON;
