import type Router from 'koa-router'
import { toAuditEvent } from '../../audit/audit-event.js'
import type { DoctorRun } from '../../doctor/site-doctor.js'
import { redirect, sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin, requireAdminForm, toActor } from './access.js'

/** The doctor as a page: the last run of its checks, and a button that runs them. */
export function doctorRoutes(router: Router, services: Services): void {
  router.get('/admin/doctor', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const run = await services.doctor.findLastRun()
    sendPage(services, ctx, {
      name: 'admin/doctor',
      ...adminLayout(ctx, current, 'doctor'),
      run: run && { ...run, ...countProblems(run) },
    })
  })

  // The checks change nothing, so they need no recent sign-in.
  router.post('/admin/doctor', async (ctx) => {
    const current = requireAdminForm(services, ctx)
    const detail = countProblems(await services.doctor.run())
    const event = { kind: 'doctor.run', actor: toActor(current), detail } as const
    await services.store.createEvents([toAuditEvent(event, services.clock())])
    redirect(ctx, `${services.site.basePath}/admin/doctor`)
  })
}

/** How many problems of each kind a run has found. */
function countProblems({ findings }: DoctorRun): { readonly failures: number; readonly warnings: number } {
  const count = (level: string) => findings.filter((finding) => finding.level === level).length
  return { failures: count('failure'), warnings: count('warning') }
}
