import { unknownField } from './unset-fields.ts'
import type { Business } from '../model.ts'

/** A field of a business, as Meta writes it. */
export const businessField = (business: Business, field: string): unknown => {
  switch (field) {
    case 'id':
      return business.id
    case 'name':
      return business.name
    case 'created_time':
      return new Date(business.createdAt).toISOString().slice(0, 19) + '+0000'
    case 'verification_status':
      return 'verified'
    case 'timezone_id':
      return 1
    case 'vertical':
      return 'ADVERTISING'
    case 'two_factor_type':
      return 'admin_required'
    default:
      return unknownField(field, 'Business')
  }
}
