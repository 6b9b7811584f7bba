import { readCatalog } from '../../src/catalog/files.ts'

/** The catalog that the tests of Excel run with; VETTED_TEST_CATALOG names another folder than the product's own. */
export const { catalog } = readCatalog(process.env.VETTED_TEST_CATALOG)
