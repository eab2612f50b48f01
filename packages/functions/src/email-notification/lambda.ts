import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createJsonLogger } from '../shared/FunctionLogger.ts';
import { required } from '../shared/required.ts';
import { createEmailNotification } from './createEmailNotification.ts';
import { ReportingLedger } from './ReportingLedger.ts';
import { SesMailer } from './SesMailer.ts';

/** What AWS calls. The clients live as long as the sandbox, so that connections are used again. */
export const handler = createEmailNotification({
  mail: new SesMailer(new SESv2Client({})),
  ledger: new ReportingLedger(
    new SQSClient({}),
    required('OUTCOME_QUEUE_URL', 'the URL of an SQS queue'),
  ),
  logger: createJsonLogger('email-notification'),
});
