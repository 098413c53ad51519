PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- CreateIndex
CREATE INDEX "User_createdAt_idx" ON "User"("createdAt");

COMMIT;
PRAGMA foreign_keys = ON;
