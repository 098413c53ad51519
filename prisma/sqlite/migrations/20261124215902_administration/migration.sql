PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- AlterTable
ALTER TABLE "User" ADD COLUMN "acceptedTerms" TEXT;

-- AlterTable
ALTER TABLE "Account" ADD COLUMN "leaseHolder" TEXT;
ALTER TABLE "Account" ADD COLUMN "leaseUntil" DATETIME;

-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN "version" INTEGER;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN "sid" TEXT;

-- CreateTable
CREATE TABLE "Partial" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "browserHash" TEXT NOT NULL,
    "backend" TEXT NOT NULL,
    "version" INTEGER,
    "reference" TEXT NOT NULL,
    "asks" TEXT NOT NULL,
    "userId" TEXT,
    "data" BLOB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Backend" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "current" INTEGER,
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    "changedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "BackendVersion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" TEXT NOT NULL,
    "secret" BLOB,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "testedAt" DATETIME,
    "report" BLOB,
    CONSTRAINT "BackendVersion_name_fkey" FOREIGN KEY ("name") REFERENCES "Backend" ("name") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Event" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "area" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "actorId" TEXT,
    "actor" TEXT,
    "userId" TEXT,
    "backend" TEXT,
    "reference" TEXT,
    "code" TEXT,
    "detail" TEXT NOT NULL DEFAULT '{}',
    "expiresAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Partial_tokenHash_key" ON "Partial"("tokenHash");

-- CreateIndex
CREATE INDEX "Partial_browserHash_idx" ON "Partial"("browserHash");

-- CreateIndex
CREATE INDEX "Partial_expiresAt_idx" ON "Partial"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "BackendVersion_name_version_key" ON "BackendVersion"("name", "version");

-- CreateIndex
CREATE INDEX "Event_area_at_idx" ON "Event"("area", "at");

-- CreateIndex
CREATE INDEX "Event_reference_idx" ON "Event"("reference");

-- CreateIndex
CREATE INDEX "Event_userId_at_idx" ON "Event"("userId", "at");

-- CreateIndex
CREATE INDEX "Event_expiresAt_idx" ON "Event"("expiresAt");

-- CreateIndex
CREATE INDEX "Attempt_reference_idx" ON "Attempt"("reference");

-- CreateIndex
CREATE INDEX "Session_backend_sid_idx" ON "Session"("backend", "sid");

COMMIT;
PRAGMA foreign_keys = ON;
