-- DropIndex
DROP INDEX "Event_area_at_idx";

-- CreateIndex
CREATE INDEX "User_username_email_name_idx" ON "User"("username", "email", "name");

-- CreateIndex
CREATE INDEX "Event_area_at_code_kind_backend_idx" ON "Event"("area", "at", "code", "kind", "backend");

