PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- AlterTable
ALTER TABLE "Device" ADD COLUMN "sessionEnd" DATETIME;

-- AlterTable
ALTER TABLE "Partial" ADD COLUMN "sid" TEXT;
ALTER TABLE "Partial" ADD COLUMN "subjectHash" TEXT;

-- CreateIndex
CREATE INDEX "Partial_subjectHash_idx" ON "Partial"("subjectHash");

-- CreateIndex
CREATE INDEX "Partial_sid_idx" ON "Partial"("sid");

COMMIT;
PRAGMA foreign_keys = ON;
