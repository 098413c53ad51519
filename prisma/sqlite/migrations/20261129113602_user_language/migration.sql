PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- AlterTable
ALTER TABLE "User" ADD COLUMN "language" TEXT;

COMMIT;
PRAGMA foreign_keys = ON;
