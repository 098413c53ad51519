PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- AlterTable
ALTER TABLE "EventDelivery" ADD COLUMN "errorText" TEXT;

COMMIT;
PRAGMA foreign_keys = ON;
