import Ground
import Testing

@Suite struct LanguageNumbersTests {
  @Test func `whole numbers are grouped by language`() {
    #expect(Language.english.text(61706) == "61,706")
    #expect(Language.vietnamese.text(-12_501_632) == "-12.501.632")
    #expect(Language.english.text(0) == "0")
    #expect(Language.english.text(999) == "999")
    #expect(Language.english.text(Int.min) == "-9,223,372,036,854,775,808")
  }

  @Test func `fractions keep the digits asked for`() {
    #expect(Language.english.text(0.91, decimals: 3) == "0.910")
    #expect(Language.vietnamese.text(0.91, decimals: 2) == "0,91")
    #expect(Language.vietnamese.text(58214.6, decimals: 0) == "58.215")
    #expect(Language.english.text(-0.25, decimals: 2) == "-0.25")
    #expect(Language.english.text(1234.5, decimals: 1) == "1,234.5")
    #expect(Language.english.text(Double.nan, decimals: 1) == "NaN")
    #expect(Language.english.text(-Double.infinity, decimals: 1) == "-∞")
    #expect(Language.english.text(Double.greatestFiniteMagnitude, decimals: 0).count == 309)
  }
}
