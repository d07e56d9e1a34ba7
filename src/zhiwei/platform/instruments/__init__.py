"""科技资源共享: platforms with their instruments, data and literature, bookings, yearly reviews and money by result (19.1-19.4)."""
