/** The path under which the dashboard's explorer asks for samples of a data set. */
export const samplesPath = "/data/samples";
