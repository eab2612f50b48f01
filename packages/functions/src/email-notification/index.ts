export {
  createEmailNotification,
  type EmailNotification,
  type EmailNotificationPorts,
} from './createEmailNotification.ts';
export { DiskOutbox, type StoredMail } from './DiskOutbox.ts';
export type { Claim, Ledger, Outcome } from './Ledger.ts';
export { MailError } from './MailError.ts';
export { mailMessage, type MailMessage } from './MailMessage.ts';
export type { MailPort, Receipt } from './MailPort.ts';
export { fromPubSub, type PubSubEvent } from './fromPubSub.ts';
export { fromServiceBus, type ServiceBusMessage } from './fromServiceBus.ts';
