-- AlterTable
ALTER TABLE "EventDelivery" ADD COLUMN     "errorText" TEXT;

