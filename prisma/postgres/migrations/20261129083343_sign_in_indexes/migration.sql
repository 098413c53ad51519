-- DropIndex
DROP INDEX "Attempt_browserHash_idx";

-- DropIndex
DROP INDEX "Attempt_reference_idx";

-- DropIndex
DROP INDEX "Session_backend_sid_idx";

-- CreateIndex
CREATE INDEX "Attempt_reference_idx" ON "Attempt"("reference") WHERE ("id" <> "reference");

-- CreateIndex
CREATE INDEX "Session_backend_sid_idx" ON "Session"("backend", "sid") WHERE ("sid" IS NOT NULL);

