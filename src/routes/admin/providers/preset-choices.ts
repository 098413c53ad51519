import { presetNames, presetOf } from '../../../backends/presets/index.js'
import type { PresetChoice } from '../../../views/index.js'

/** A preset as people choose it. */
export function presetChoice(name: string): PresetChoice {
  const { label, icon } = presetOf(name)?.fields ?? {}
  return {
    name,
    label: typeof label === 'string' ? label : name,
    icon: typeof icon === 'string' ? icon : null,
  }
}

/** All presets; where several have one label, their names tell them apart. */
export function presetChoices(): readonly PresetChoice[] {
  const all = presetNames.map(presetChoice)
  return all.map((each) =>
    all.filter(({ label }) => label === each.label).length === 1
      ? each
      : { ...each, label: `${each.label} (${each.name})` },
  )
}
