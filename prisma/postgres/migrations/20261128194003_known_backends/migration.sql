-- CreateTable
CREATE TABLE "KnownBackend" (
    "name" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "KnownBackend_pkey" PRIMARY KEY ("name")
);

