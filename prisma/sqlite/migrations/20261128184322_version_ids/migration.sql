PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN "versionId" TEXT;

-- AlterTable
ALTER TABLE "Partial" ADD COLUMN "versionId" TEXT;

COMMIT;
PRAGMA foreign_keys = ON;
