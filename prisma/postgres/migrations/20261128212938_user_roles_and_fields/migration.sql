-- AlterTable
ALTER TABLE "User" ADD COLUMN     "adminRoles" TEXT NOT NULL DEFAULT '[]',
ADD COLUMN     "fields" TEXT NOT NULL DEFAULT '{}',
ADD COLUMN     "stepRoles" TEXT NOT NULL DEFAULT '[]';

