import { getPreset, presetNames } from '../../../backends/presets/index.js'
import type { PresetChoice } from '../../../pages/render.js'

/** A preset, as a choice on the page. */
export function toPresetChoice(name: string): PresetChoice {
  const { label, icon } = getPreset(name)?.fields ?? {}
  return {
    name,
    label: typeof label === 'string' ? label : name,
    icon: typeof icon === 'string' ? icon : null,
  }
}

/** All presets. If several have the same label, the full names of their providers tell them apart. */
export function listPresetChoices(): readonly PresetChoice[] {
  const all = presetNames.map(toPresetChoice)
  const named = all.map((each) =>
    all.filter(({ label }) => label === each.label).length === 1
      ? each
      : { ...each, label: getPreset(each.name)?.provider ?? each.name },
  )
  return named.sort((one, other) => one.label.localeCompare(other.label, 'en'))
}
