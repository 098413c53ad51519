-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN     "versionId" TEXT;

-- AlterTable
ALTER TABLE "Partial" ADD COLUMN     "versionId" TEXT;

