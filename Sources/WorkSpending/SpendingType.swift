public import STIX

extension TypeSchema {
    /// One figure of defence spending.
    public static let spending = TypeSchema(
        "entente-spending",
        definition: "extension-definition--da37c112-3745-40c8-b2a0-3bc9f1909058",
        title: "Spending",
        summary: "One figure of defence spending with what is counted and of what it is a share, so that "
            + "different shares of one year can all be true. At least one of amount and percent is "
            + "present; amount goes with currency, percent with base.",
        [
            .required("spender_ref", .reference(["identity"]), "Who spends, or whose target it is."),
            .required("fiscal_year", .text, "Fiscal year or years (FY2025, FY2023-FY2027)."),
            .optional("amount", .number, "Amount in whole units of the currency."),
            .optional("currency", .currency, "ISO 4217 code of the currency; present with amount."),
            .optional("percent", .number, "Share in percent."),
            .optional("base", .text, "Of what it is a share (for example FY2022 GDP); present with percent."),
            .required("definition", .prose, "What is counted."),
            .required(
                "status",
                .choice(["plan", "draft", "initial", "supplementary", "executed"]),
                "State of the budget that the figure is taken from."
            ),
            .required(
                "as_of",
                .timestamp,
                "The day for which the figure stands; the first day of the month or fiscal year where no "
                    + "more is known."
            ),
            .required("description", .prose, "The figure in a sentence."),
        ],
        rules: [
            .atLeastOne(["amount", "percent"]), .needs("amount", "currency"), .needs("currency", "amount"),
            .needs("percent", "base"), .needs("base", "percent"),
        ]
    )
}
