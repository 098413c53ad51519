PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- CreateIndex
CREATE INDEX "Session_createdAt_id_idx" ON "Session"("createdAt", "id");

COMMIT;
PRAGMA foreign_keys = ON;
