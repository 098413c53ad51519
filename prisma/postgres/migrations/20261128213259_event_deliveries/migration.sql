-- CreateTable
CREATE TABLE "EventDelivery" (
    "sequence" BIGSERIAL NOT NULL,
    "eventId" TEXT NOT NULL,
    "receiver" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "userId" TEXT,
    "at" TIMESTAMP(3) NOT NULL,
    "reference" TEXT,
    "detail" TEXT NOT NULL,
    "personal" TEXT,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMP(3) NOT NULL,
    "attemptedAt" TIMESTAMP(3),
    "status" INTEGER,
    "durationMs" INTEGER,
    "error" TEXT,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "EventDelivery_pkey" PRIMARY KEY ("sequence")
);

-- CreateTable
CREATE TABLE "EventReceiver" (
    "key" TEXT NOT NULL,
    "events" TEXT NOT NULL,
    "leaseHolder" TEXT,
    "leaseUntil" TIMESTAMP(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMP(3),
    "disabledAt" TIMESTAMP(3),

    CONSTRAINT "EventReceiver_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "EventDelivery_receiver_state_nextAt_sequence_idx" ON "EventDelivery"("receiver", "state", "nextAt", "sequence");

-- CreateIndex
CREATE INDEX "EventDelivery_lane_receiver_state_sequence_idx" ON "EventDelivery"("lane", "receiver", "state", "sequence");

-- CreateIndex
CREATE INDEX "EventDelivery_receiver_sequence_idx" ON "EventDelivery"("receiver", "sequence");

-- CreateIndex
CREATE INDEX "EventDelivery_expiresAt_idx" ON "EventDelivery"("expiresAt");

