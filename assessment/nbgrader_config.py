"""Settings of the course for nbgrader; ``book/seminar/assessment.md`` has the lecturer's steps."""

c = get_config()  # noqa: F821 - nbgrader defines it when it reads this file

c.CourseDirectory.course_id = "industrial-clusters"
# A cell that has not come back after so many seconds is stopped, and graded as it stands.
c.Execute.timeout = 120
c.Execute.interrupt_on_timeout = True
# A mark that was changed shows when feedback is made again.
c.GenerateFeedback.force = True
