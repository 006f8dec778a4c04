import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // By default one core is left for other work; here the tests are the work, and half of their time is waiting.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/site/**'],
          setupFiles: ['test/fuzz-seed.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'site',
          include: ['test/site/**/*.test.ts'],
          globalSetup: ['test/site/global-setup.ts'],
          testTimeout: 60_000,
          // A browser beside other work answers late; what never comes fails all the same.
          expect: { poll: { timeout: 20_000 } },
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
