"""Section 0.5: the numbers of real cases, each with its source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where a reader finds a case: author, title, where it came out, when."""

    author: str
    title: str
    where: str
    date: str
    link: str = ""

    def markdown(self) -> str:
        """The source as a line of Markdown."""
        title = f"[*{self.title}*]({self.link})" if self.link else f"*{self.title}*"
        return f"{self.author}, {title}, {self.where}, {self.date}"


SOURCES: dict[str, Source] = {
    "netflix_blog": Source(
        "X. Amatriain and J. Basilico",
        "Netflix Recommendations: Beyond the 5 stars (Part 1)",
        "Netflix Tech Blog",
        "6 April 2012",
    ),
    "netflix_paper": Source(
        "C. A. Gomez-Uribe and N. Hunt",
        "The Netflix Recommender System: Algorithms, Business Value, and Innovation",
        "ACM Transactions on Management Information Systems 6(4), article 13",
        "December 2015",
        "https://doi.org/10.1145/2843948",
    ),
    "watson_audit": Source(
        "University of Texas System Administration, System Audit Office",
        "Special Review of Procurement Procedures Related to the M.D. Anderson Cancer Center Oncology Expert "
        "Advisor Project",
        "audit report",
        "November 2016",
    ),
    "watson_forbes": Source(
        "M. Herper",
        "MD Anderson Benches IBM Watson In Setback For Artificial Intelligence In Medicine",
        "Forbes",
        "19 February 2017",
    ),
    "google_debt": Source(
        "D. Sculley et al., Google",
        "Hidden Technical Debt in Machine Learning Systems",
        "NIPS",
        "2015",
        "https://proceedings.neurips.cc/paper/2015/hash/86df7dcfd896fcaf2674f757a2463eba-Abstract.html",
    ),
    "google_rules": Source(
        "M. Zinkevich, Google",
        "Rules of Machine Learning: Best Practices for ML Engineering",
        "developers.google.com",
        "first version 2016",
        "https://developers.google.com/machine-learning/guides/rules-of-ml",
    ),
    "google_flu": Source(
        "D. Lazer, R. Kennedy, G. King and A. Vespignani",
        "The Parable of Google Flu: Traps in Big Data Analysis",
        "Science 343, pages 1203-1205",
        "14 March 2014",
        "https://doi.org/10.1126/science.1248506",
    ),
    "google_eyes": Source(
        "E. Beede et al., Google Health",
        "A Human-Centered Evaluation of a Deep Learning System Deployed in Clinics for the Detection of Diabetic "
        "Retinopathy",
        "CHI",
        "April 2020",
        "https://doi.org/10.1145/3313831.3376718",
    ),
    "uncertainty": Source(
        "A. M. van der Bles, S. van der Linden, A. L. J. Freeman and D. J. Spiegelhalter",
        "The effects of communicating uncertainty on public trust in facts and numbers",
        "PNAS 117(14)",
        "April 2020",
        "https://doi.org/10.1073/pnas.1913678117",
    ),
    "amazon_hiring": Source(
        "J. Dastin",
        "Amazon scraps secret AI recruiting tool that showed bias against women",
        "Reuters",
        "10 October 2018",
    ),
    "uber": Source(
        "J. Hermann and M. Del Balso",
        "Meet Michelangelo: Uber's Machine Learning Platform",
        "Uber Engineering Blog",
        "5 September 2017",
        "https://www.uber.com/blog/michelangelo-machine-learning-platform/",
    ),
    "zillow": Source(
        "Zillow Group",
        "Zillow Group Reports Third-Quarter 2021 Financial Results & Shares Plan to Wind Down Zillow Offers Operations",
        "press release",
        "2 November 2021",
    ),
}
"""The works that the section cites. A link is given where it is sure to last."""


def money(dollars: float, digits: int = 0) -> str:
    """Dollars as text, with the minus before the sign: "−$1,475" (Markdown would read "$-1" as a formula)."""
    return f"{'−' if dollars < 0 else ''}${abs(dollars):,.{digits}f}"


NETFLIX = {"two": 0.88, "all": 0.8712, "before": 0.9514}
"""RMSE in stars: two algorithms together (`netflix_blog`, rounded there), the 107 of the first Progress Prize, and
Netflix's own system, on the quiz set of the contest."""


def netflix_percent(which: str) -> float:
    """By how many percent `which` ("two" or "all") is below the RMSE of Netflix's own system."""
    return 100 * (1 - NETFLIX[which] / NETFLIX["before"])


WATSON_COST = 62.1
"""Million dollars that MD Anderson had paid for the Oncology Expert Advisor by 31 August 2016 (`watson_audit`)."""
