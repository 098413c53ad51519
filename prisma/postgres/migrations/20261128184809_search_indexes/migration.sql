-- CreateIndex
CREATE INDEX "User_admin_active_idx" ON "User"("admin", "active");

-- CreateIndex
CREATE INDEX "Event_area_backend_at_idx" ON "Event"("area", "backend", "at");

