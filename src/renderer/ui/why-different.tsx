import { Scale } from 'lucide-react'
import type { ReactElement } from 'react'
import type { MetricId } from '../../shared/domain/metrics.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import { useDialogs } from '../stores/dialogs.ts'
import { useStrings } from '../strings/use-strings.ts'
import { Button } from './button.tsx'

interface WhyDifferentProps {
  readonly accountId: AccountId
  /** Null: of the whole account. */
  readonly objectId: ObjectId | null
  /** The figure that is looked at first. */
  readonly metric: MetricId
}

/** Opens what explains a figure against Ads Manager's and against the books. */
export const WhyDifferent = ({ accountId, objectId, metric }: WhyDifferentProps): ReactElement => {
  const { difference } = useStrings()
  return (
    <Button
      size="small"
      icon={<Scale />}
      title={difference.openHint}
      onClick={() => useDialogs.getState().show({ kind: 'difference', accountId, objectId, metric })}
    >
      {difference.open}
    </Button>
  )
}
