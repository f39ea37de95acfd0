internal import Calls
internal import JSON
internal import PatternMatching
public import Work

extension Workspace {
    /// What indicators ask for, and what was observed.
    public static let cyber = Workspace(
        "cyber",
        "Which live indicators are met by what was observed.",
        types: [],
        questions: [
            WorkQuestion(
                "Live indicators that are met by what was observed, each with the observations that meet it: of one "
                    + "object, of one indicator, or of the newest of both; what came in last comes first.",
                query: [
                    QueryField("indicator", .identifier.noted("of this indicator alone, live or not")),
                    QueryField("object", .identifier.noted("of this observation alone")), CyberAnswer.mode,
                ],
                answer: CyberAnswer.answer
            ) { call throws(SeenFault) in try CyberAnswer.tree(call) },
            WorkQuestion(
                "What somebody has at hand, held against what is here: observations against live indicators, and "
                    + "indicators against what was observed. Nothing of it is kept.",
                named: "check",
                query: [CyberAnswer.mode],
                body: .record([
                    "text": .text.noted("a bundle, an object, or one of them a line; or any text with values in it")
                ]),
                answer: CyberCheck.answer
            ) { call throws(SeenFault) in try CyberCheck.tree(call) },
            WorkQuestion(
                "Indicators with their life: live or not on a day, and what a model makes of them. A score is computed "
                    + "and stands in nobody's object.",
                named: "indicators",
                query: [
                    QueryField("on", .day.noted("a day, at whose begin by UTC; else now")),
                    QueryField("score", .choices(IndicatorAnswer.models).noted("by which model; else by none")),
                ],
                answer: IndicatorAnswer.answer
            ) { call throws(SeenFault) in try IndicatorAnswer.tree(call) },
            WorkQuestion(
                "What is to be said of one object: of an indicator what it asks for, its life, and what each model "
                    + "makes of it; of each what warning lists say of its values.",
                named: "object",
                query: [
                    QueryField("object", .identifier.noted("an indicator, or what was observed")),
                    QueryField("on", .day.noted("a day, at whose begin by UTC; else now")),
                ],
                answer: IndicatorAnswer.about
            ) { call throws(SeenFault) in try IndicatorAnswer.about(call) },
            WorkQuestion(
                "What is new since a moment: indicators by where they came from, which of them are met by what was "
                    + "observed here or have a value in common with own objects, and hits of which the last part came "
                    + "in since.",
                named: "new",
                query: [
                    QueryField("since", .time.noted("a moment; else seven days ago")), CyberAnswer.mode,
                ],
                answer: NewAnswer.answer
            ) { call throws(SeenFault) in try NewAnswer.tree(call) },
            WorkQuestion(
                "What an object has in common with others: a value, a network, a domain, the host of URLs, a hash. Of "
                    + "each, those that the asker may see.",
                named: "correlations",
                query: [QueryField("object", .identifier.noted("an indicator, or what was observed"))],
                answer: CorrelationAnswer.answer
            ) { call throws(SeenFault) in try CorrelationAnswer.tree(call) },
            StepsAnswer.question,
            ArrivedAnswer.question,
        ] + AdvisoryAnswer.questions
    )
}
