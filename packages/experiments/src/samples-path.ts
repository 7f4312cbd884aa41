/** The path under which the dashboard's explorer asks its server for samples of a data set. */
export const samplesPath = "/data/samples";
