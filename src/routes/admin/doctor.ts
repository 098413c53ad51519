import type Router from 'koa-router'
import { toAuditEvent } from '../../audit/audit-event.js'
import type { DoctorRun, StoredFinding } from '../../doctor/site-doctor.js'
import type { Translator } from '../../locales/translator.js'
import { translatorOf } from '../../middleware/language.js'
import type { AdminDoctorPage } from '../../pages/render.js'
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
      run: run && toView(run, translatorOf(ctx)),
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

function toView(run: DoctorRun, translator: Translator): AdminDoctorPage['run'] {
  const findings = run.findings.map((finding) => ({
    level: finding.level,
    code: finding.code,
    label: labelOf(finding, translator),
    message: translator.format(finding.message),
    advice: finding.advice && translator.format(finding.advice),
  }))
  return { at: run.at, ...countProblems(run), findings }
}

/** What a finding is about: the name of the check, and of what was checked where there are several. */
export function labelOf(
  { check, subject }: Pick<StoredFinding, 'check' | 'subject'>,
  translator: Translator,
): string {
  const name = translator.template(`doctor.check.${check}`) ?? check
  return subject === null ? name : translator.t('doctor.checkOf', { check: name, subject })
}

/** How many problems of each kind a run has found. */
function countProblems({ findings }: DoctorRun): { readonly failures: number; readonly warnings: number } {
  const count = (level: string) => findings.filter((finding) => finding.level === level).length
  return { failures: count('failure'), warnings: count('warning') }
}
