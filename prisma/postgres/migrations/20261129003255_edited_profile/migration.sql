-- AlterTable
ALTER TABLE "User" ADD COLUMN     "formerUsername" TEXT,
ADD COLUMN     "providerProfile" TEXT NOT NULL DEFAULT '{}';

-- CreateIndex
CREATE UNIQUE INDEX "User_formerUsername_key" ON "User"("formerUsername");

