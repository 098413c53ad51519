-- AlterTable
ALTER TABLE "Device" ADD COLUMN     "sessionEnd" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Partial" ADD COLUMN     "sid" TEXT,
ADD COLUMN     "subjectHash" TEXT;

-- CreateIndex
CREATE INDEX "Partial_subjectHash_idx" ON "Partial"("subjectHash");

-- CreateIndex
CREATE INDEX "Partial_sid_idx" ON "Partial"("sid");

