PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- AlterTable
ALTER TABLE "User" ADD COLUMN "formerUsername" TEXT;
ALTER TABLE "User" ADD COLUMN "providerProfile" TEXT NOT NULL DEFAULT '{}';

-- CreateIndex
CREATE UNIQUE INDEX "User_formerUsername_key" ON "User"("formerUsername");

COMMIT;
PRAGMA foreign_keys = ON;
