-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN     "issuer" TEXT;

-- CreateTable
CREATE TABLE "VersionCounter" (
    "name" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "VersionCounter_pkey" PRIMARY KEY ("name")
);

