-- AlterTable
ALTER TABLE "User" ADD COLUMN     "signInMails" BOOLEAN NOT NULL DEFAULT true;

