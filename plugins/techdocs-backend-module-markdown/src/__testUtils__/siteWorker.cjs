// Tests run from source, so the thread needs the transform that the portal starts with.
require('@backstage/cli/config/nodeTransform.cjs');
require('../siteWorker.ts');
