import { first } from './0001-first.ts'
import { levels } from './0002-levels.ts'
import { kept } from './0003-kept.ts'
import { running } from './0004-running.ts'
import { rates } from './0005-rates.ts'
import { asked } from './0006-asked.ts'
import { objectHistory } from './0007-object-history.ts'
import { moreFigures } from './0008-more-figures.ts'
import { changeSets } from './0009-change-sets.ts'
import { readOnly } from './0010-read-only.ts'
import { looked } from './0011-looked.ts'
import { creations } from './0012-creations.ts'
import { acts } from './0013-acts.ts'
import { spendCaps } from './0014-spend-caps.ts'
import { setPlaces } from './0015-set-places.ts'
import { toBeMade } from './0016-to-be-made.ts'
import { sent } from './0017-sent.ts'
import { failedSets } from './0018-failed-sets.ts'

/** In order; the version of a file is how many of them it has had (`PRAGMA user_version`). */
export const MIGRATIONS: readonly string[] = [
  first,
  levels,
  kept,
  running,
  rates,
  asked,
  objectHistory,
  moreFigures,
  changeSets,
  readOnly,
  looked,
  creations,
  acts,
  spendCaps,
  setPlaces,
  toBeMade,
  sent,
  failedSets,
]
