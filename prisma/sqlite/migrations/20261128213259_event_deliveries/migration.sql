PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- CreateTable
CREATE TABLE "EventDelivery" (
    "sequence" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "eventId" TEXT NOT NULL,
    "receiver" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "userId" TEXT,
    "at" DATETIME NOT NULL,
    "reference" TEXT,
    "detail" TEXT NOT NULL,
    "personal" TEXT,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" DATETIME NOT NULL,
    "attemptedAt" DATETIME,
    "status" INTEGER,
    "durationMs" INTEGER,
    "error" TEXT,
    "expiresAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "EventReceiver" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "events" TEXT NOT NULL,
    "leaseHolder" TEXT,
    "leaseUntil" DATETIME,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retryAt" DATETIME,
    "disabledAt" DATETIME
);

-- CreateIndex
CREATE INDEX "EventDelivery_receiver_state_nextAt_sequence_idx" ON "EventDelivery"("receiver", "state", "nextAt", "sequence");

-- CreateIndex
CREATE INDEX "EventDelivery_lane_receiver_state_sequence_idx" ON "EventDelivery"("lane", "receiver", "state", "sequence");

-- CreateIndex
CREATE INDEX "EventDelivery_receiver_sequence_idx" ON "EventDelivery"("receiver", "sequence");

-- CreateIndex
CREATE INDEX "EventDelivery_expiresAt_idx" ON "EventDelivery"("expiresAt");

COMMIT;
PRAGMA foreign_keys = ON;
