PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- AlterTable
ALTER TABLE "User" ADD COLUMN "signInMails" BOOLEAN NOT NULL DEFAULT true;

COMMIT;
PRAGMA foreign_keys = ON;
