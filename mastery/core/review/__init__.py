"""Looking back on a period: reviews, measures, charts and stories."""
